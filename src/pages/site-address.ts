/** What a build knows of where the site will stand. */
export interface SiteSettings {
  /** `https://example.org/shelfmark/` */
  readonly SHELFMARK_SITE?: string | undefined;
  /** `owner/name`, as GitHub's own builds have it: the site stands on its Pages then. */
  readonly GITHUB_REPOSITORY?: string | undefined;
}

/**
 * The address of the first page, with a slash at the end; null when nobody says: then pages have no absolute address, and
 * no sitemap and oEmbed either, which cannot do without.
 * @throws when SHELFMARK_SITE is no http address
 */
export function siteAddress({ SHELFMARK_SITE: named, GITHUB_REPOSITORY: repository }: SiteSettings): string | null {
  if (named !== undefined && named !== '') {
    const url = URL.canParse(named) ? new URL(named) : null;
    if (url === null || !/^https?:$/.test(url.protocol)) {
      throw new Error(`SHELFMARK_SITE is "${named}", expected an address such as https://example.org/shelfmark/.`);
    }
    url.search = '';
    url.hash = '';
    return url.href.endsWith('/') ? url.href : `${url.href}/`;
  }
  const [owner = '', name = ''] = (repository ?? '').split('/');
  if (owner === '' || name === '') return null;
  const host = `${owner.toLowerCase()}.github.io`;
  return name.toLowerCase() === host ? `https://${host}/` : `https://${host}/${name}/`;
}
