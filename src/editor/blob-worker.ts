/**
 * A worker whose script is fetched as text and started from a blob: a sandboxed frame of opaque origin refuses a
 * worker from an address, but not from a blob. In development the script imports others by address, so there the
 * blob only imports it.
 */
export async function blobWorker(address: string, name: string): Promise<Worker> {
  const absolute = new URL(address, document.baseURI).href;
  if (import.meta.env.DEV) {
    const blob = new Blob([`import ${JSON.stringify(absolute)};`], { type: 'text/javascript' });
    return new Worker(URL.createObjectURL(blob), { name, type: 'module' });
  }
  const response = await fetch(absolute);
  if (!response.ok) throw new Error(`${absolute} answered ${response.status}`);
  const url = URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' }));
  const worker = new Worker(url, { name });
  URL.revokeObjectURL(url);
  return worker;
}
