import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';

/** The sub-path that a project page of GitHub Pages has. */
const SITE_PATH = '/shelfmark/';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

export interface Site {
  /** Address of the site's first page, with the sub-path. */
  readonly url: string;
  close(): Promise<void>;
}

/** Pages that do not come from the build, by path from the server's root: `/embed.html`. */
export type ExtraPages = Readonly<Record<string, string>>;

/**
 * Serves a built site as GitHub Pages does: below a sub-path, static, no COOP or COEP, any origin may read it.
 * @param folder absolute path of the built site
 */
export async function serveSite(folder: string, extra: ExtraPages = {}): Promise<Site> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const answer = (status: number, type: string, body: string | Buffer): void => {
      response.writeHead(status, {
        'Content-Type': type,
        'Access-Control-Allow-Origin': '*',
        'Cache-Control': 'no-store',
      });
      response.end(body);
    };
    const page = extra[pathname];
    if (page !== undefined) return answer(200, TYPES['.html'] ?? '', page);
    const file = fileOf(folder, pathname);
    if (file === null) return answer(404, 'text/plain', 'Not found');
    readFile(file).then(
      (body) => answer(200, TYPES[extname(file)] ?? 'application/octet-stream', body),
      () => answer(404, 'text/plain', 'Not found'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${SITE_PATH}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

function fileOf(folder: string, pathname: string): string | null {
  if (!pathname.startsWith(SITE_PATH)) return null;
  const wanted = decodeURIComponent(pathname.slice(SITE_PATH.length));
  const file = normalize(join(folder, wanted === '' || wanted.endsWith('/') ? `${wanted}index.html` : wanted));
  return file.startsWith(folder + sep) ? file : null;
}
