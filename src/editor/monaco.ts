import { editor, MarkerSeverity, Uri } from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/typescript/register';
import {
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
  typescriptDefaults,
} from 'monaco-editor/languages/features/typescript/register';
import editorWorker from 'monaco-editor/editor/editor.worker?worker&url';
import typescriptWorker from 'monaco-editor/languages/features/typescript/ts.worker?worker&url';
import { blobWorker } from './blob-worker';
import { LIBRARIES } from './types';

/** Monaco, set up once: its workers, TypeScript with KafkaJS's types, themes made of the page's colours. */
export { editor, MarkerSeverity };

let ready = false;

export function setUpMonaco(): void {
  if (ready) return;
  ready = true;
  globalThis.MonacoEnvironment = {
    getWorker: (_id, label) =>
      label === 'typescript' || label === 'javascript'
        ? blobWorker(typescriptWorker, 'typescript')
        : blobWorker(editorWorker, 'editor'),
  };
  typescriptDefaults.setCompilerOptions({
    target: ScriptTarget.ESNext,
    module: ModuleKind.ESNext,
    moduleResolution: ModuleResolutionKind.NodeJs,
    lib: ['es2023'],
    strict: true,
    noEmit: true,
    allowJs: true,
    isolatedModules: true,
    esModuleInterop: true,
    allowNonTsExtensions: true,
    skipLibCheck: true,
    types: [],
  });
  typescriptDefaults.setDiagnosticsOptions({
    // Programs are the body of an async function: `await` and `return` stand at their top; and a file without an
    // import or an export is a program too.
    diagnosticCodesToIgnore: [1108, 1375, 1378],
  });
  typescriptDefaults.setExtraLibs(Object.entries(LIBRARIES).map(([filePath, content]) => ({ filePath, content })));
  typescriptDefaults.setEagerModelSync(true);
}

/** A folder of the learner's files, below the one where TypeScript finds KafkaJS. */
const folderOf = (scope: string): string => `/${scope}/`;

/** One model a file, with its own undo: it outlives the editor that shows it, but not the lesson that it is of. */
export function modelOf(scope: string, file: string, text: string): editor.ITextModel {
  const uri = Uri.from({ scheme: 'file', path: folderOf(scope) + file });
  const known = editor.getModel(uri);
  if (known !== null) return known;
  const model = editor.createModel(text, 'typescript', uri);
  model.updateOptions({ tabSize: 2, insertSpaces: true });
  return model;
}

/** Cursor and scroll position of each file, for as long as there is one. */
export const viewStates = new WeakMap<editor.ITextModel, editor.ICodeEditorViewState>();

/** Another lesson's files go: a file without imports would share its names with this one's. */
export function dropOthers(scope: string): void {
  for (const model of editor.getModels()) {
    if (model.uri.scheme === 'file' && !model.uri.path.startsWith(folderOf(scope))) model.dispose();
  }
}

/** Replaces the text as an edit, so that undo takes it back. */
export function replaceText(model: editor.ITextModel, text: string): void {
  if (model.getValue() === text) return;
  model.pushStackElement();
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
  model.pushStackElement();
}

const THEMES = { light: 'shelfmark-light', dark: 'shelfmark-dark' } as const;

/** Makes the theme anew from the page's tokens as they are now, and shows it. */
export function showTheme(dark: boolean): void {
  const style = getComputedStyle(document.documentElement);
  const ink = document.createElement('canvas').getContext('2d');
  // Monaco wants six digits; a style sheet may say `#fff` or `white`. A canvas knows them all.
  const token = (name: string): string => {
    const value = style.getPropertyValue(`--${name}`).trim();
    if (ink === null) return value;
    ink.fillStyle = value;
    return ink.fillStyle;
  };
  const bare = (name: string): string => token(name).replace('#', '');
  editor.defineTheme(dark ? THEMES.dark : THEMES.light, {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: bare('ink-2') },
      { token: 'keyword', foreground: bare('ink'), fontStyle: 'bold' },
      { token: 'string', foreground: bare('accent') },
      { token: 'number', foreground: bare('accent') },
      { token: 'regexp', foreground: bare('accent') },
      { token: 'comment', foreground: bare('ink-3'), fontStyle: 'italic' },
      { token: 'type', foreground: bare('ink-2') },
      { token: 'identifier', foreground: bare('ink-2') },
      { token: 'delimiter', foreground: bare('ink-2') },
    ],
    colors: {
      'editor.background': token('raised'),
      'editor.foreground': token('ink-2'),
      'editorLineNumber.foreground': token('ink-3'),
      'editorLineNumber.activeForeground': token('ink'),
      'editorCursor.foreground': token('accent'),
      'editor.selectionBackground': token('accent-soft'),
      'editor.inactiveSelectionBackground': token('accent-soft'),
      'editor.lineHighlightBackground': token('raised'),
      'editor.lineHighlightBorder': token('raised'),
      'editorIndentGuide.background1': token('line'),
      'editorIndentGuide.activeBackground1': token('line-2'),
      'editorWidget.background': token('raised'),
      'editorWidget.border': token('line-2'),
      'editorHoverWidget.background': token('raised'),
      'editorHoverWidget.border': token('line-2'),
      'editorSuggestWidget.background': token('raised'),
      'editorSuggestWidget.border': token('line-2'),
      'editorSuggestWidget.selectedBackground': token('accent-soft'),
      'editorSuggestWidget.selectedForeground': token('ink'),
      'editorSuggestWidget.highlightForeground': token('accent'),
      'editorError.foreground': token('fault'),
      'editorWarning.foreground': token('ink-3'),
      // One accent: brackets by depth would bring six colours more.
      ...Object.fromEntries(
        [1, 2, 3, 4, 5, 6].map((depth) => [`editorBracketHighlight.foreground${depth}`, token('ink-2')]),
      ),
      'editorBracketHighlight.unexpectedBracket.foreground': token('fault'),
      'editorBracketMatch.background': token('accent-soft'),
      'editorBracketMatch.border': token('accent-soft'),
      'scrollbarSlider.background': `${token('line-2')}80`,
      'scrollbarSlider.hoverBackground': token('line-2'),
      focusBorder: token('accent'),
    },
  });
  editor.setTheme(dark ? THEMES.dark : THEMES.light);
}
