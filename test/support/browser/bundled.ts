import { accessSync, existsSync } from 'node:fs';
import { access, chmod, constants, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { unpackTar } from './untar.ts';

const decompress = promisify(brotliDecompress);

/** The Chromium that the npm package carries, and where it stands once it is unpacked. */
export interface BundledChromium {
  readonly executable: string;
  /** What the binary needs to find its libraries and fonts on a machine that has neither. */
  readonly env: Readonly<Record<string, string>>;
  /** Folder of the package's compressed files. */
  readonly archives: string;
  readonly folder: string;
}

/** Null where the package is not installed, or has no build for this machine (it is Linux on x64 only). */
export function bundledChromium(): BundledChromium | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const found = packageFolder();
  if (found === null) return null;
  const folder = join(cacheFolder(found.root), `chromium-${found.version}`);
  return {
    executable: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(folder, 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
      FONTCONFIG_PATH: folder,
    },
    archives: join(found.root, 'bin'),
    folder,
  };
}

/**
 * Unpacks the browser once, in about 3 s. Several processes may do so at the same time: each unpacks to a folder of
 * its own, and the first rename wins, so a half-written browser is never started.
 */
export async function unpackBundledChromium(browser: BundledChromium): Promise<void> {
  if (existsSync(browser.folder)) return;
  await mkdir(dirname(browser.folder), { recursive: true });
  const fresh = await mkdtemp(`${browser.folder}.`);
  try {
    await Promise.all([
      unpackBinary(join(browser.archives, 'chromium.br'), join(fresh, 'chromium')),
      // SwiftShader (WebGL on the processor) is looked for beside the binary; the libraries have a folder `lib` inside.
      ...['swiftshader', 'al2023', 'fonts'].map(async (name) =>
        unpackTar(await decompress(await readFile(join(browser.archives, `${name}.tar.br`))), fresh),
      ),
    ]);
    // The packaged file names a folder outside of the package. Without fonts every text has the width 0.
    await writeFile(join(fresh, 'fonts.conf'), fontsConf(join(browser.folder, 'fonts'), join(browser.folder, 'cache')));
    // mkdtemp makes the folder private; another user may run the tests next time.
    await chmod(fresh, 0o755);
    await rename(fresh, browser.folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    const another = await access(browser.executable, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!another) throw error;
  }
}

async function unpackBinary(from: string, to: string): Promise<void> {
  await writeFile(to, await decompress(await readFile(from)), { mode: 0o755 });
}

function packageFolder(): { readonly root: string; readonly version: string } | null {
  const require = createRequire(import.meta.url);
  try {
    // The entry is build/index.js; package.json itself is not exported.
    const root = dirname(dirname(require.resolve('@sparticuz/chromium')));
    const { version } = require(join(root, 'package.json')) as { version: string };
    return { root, version };
  } catch {
    return null;
  }
}

/** Beside the packages, so that a new checkout starts clean; else in a temporary folder of this user's own. */
function cacheFolder(packageRoot: string): string {
  const modules = dirname(dirname(packageRoot));
  return isWritable(modules)
    ? join(modules, '.cache', 'shelfmark')
    : join(tmpdir(), `shelfmark-${userInfo().username}`);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function fontsConf(fonts: string, cache: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${cache}</cachedir>
</fontconfig>
`;
}
