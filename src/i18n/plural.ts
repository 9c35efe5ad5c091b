/** Forms of a counted noun; English uses `one` and `other`, Russian `one`, `few`, `many`. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

const rules = new Map<string, Intl.PluralRules>();

/** The form of the noun that goes with `count`; the number itself is not in it. */
export function plural(lang: string, count: number, forms: Forms): string {
  let rule = rules.get(lang);
  if (rule === undefined) {
    rule = new Intl.PluralRules(lang);
    rules.set(lang, rule);
  }
  return forms[rule.select(count)] ?? forms.other;
}
