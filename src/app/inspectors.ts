import type { Component } from 'svelte';
import { deskWords } from '../i18n/desk-words.svelte';
import type { PanelProps } from '../panels/panel';

type Load = () => Promise<{ readonly default: Component<PanelProps> }>;

/**
 * Inspectors in the order of their tabs, fetched when they are first opened. To add one: a line here, its name in
 * `deskWords.now.tabs`, and a component of `src/panels` that takes what it needs of PanelProps.
 */
const INSPECTORS = {
  topics: () => import('../panels/TopicsPanel.svelte'),
  groups: () => import('../panels/GroupsPanel.svelte'),
  disk: () => import('../panels/DiskPanel.svelte'),
  charts: () => import('../panels/ChartsPanel.svelte'),
  plots: () => import('../panels/PlotsPanel.svelte'),
  events: () => import('../panels/EventsPanel.svelte'),
  faults: () => import('../panels/FaultsPanel.svelte'),
} as const satisfies Record<string, Load>;

export type InspectorTab = keyof typeof INSPECTORS;

export const INSPECTOR_TABS = Object.keys(INSPECTORS) as InspectorTab[];

export const isInspector = (tab: string): tab is InspectorTab => Object.hasOwn(INSPECTORS, tab);

/** Rejects when it cannot be fetched. */
export async function loadInspector(tab: InspectorTab): Promise<Component<PanelProps>> {
  const load: Load = INSPECTORS[tab];
  const [module] = await Promise.all([load(), deskWords.ready]);
  return module.default;
}
