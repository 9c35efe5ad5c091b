/** What a cluster needs that is too large to be seen from near as a whole: fetched only then. */
export { default as FocusFoot } from '../panels/scale/FocusFoot.svelte';
export { default as FocusHead } from '../panels/scale/FocusHead.svelte';
export { default as PhoneScope } from '../panels/scale/PhoneScope.svelte';
export { default as ScaleOverview } from '../panels/scale/ScaleOverview.svelte';
export { deskWords } from '../i18n/desk-words.svelte';
