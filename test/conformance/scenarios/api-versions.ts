import { framed } from '../framed';
import type { ConformanceScenario } from '../scenario';

export const apiVersions: ConformanceScenario = {
  name: 'api-versions',
  about: 'ApiVersions: which versions a broker speaks, and what it says to clients that are too new or have no name.',
  async play(stage) {
    const software = { clientSoftwareName: 'conformance', clientSoftwareVersion: '1.0' };
    const talk = await stage.connect(1);

    stage.step('version 4');
    const newest = await talk.ask('ApiVersions', 4, software);

    for (const version of [0, 1, 2, 3]) {
      stage.step(`version ${version} names the same ranges`);
      const wire = await stage.wire(1);
      const { apiKeys, errorCode } = await wire.request('ApiVersions', version, version === 3 ? software : {});
      stage.say(`errorCode=${errorCode}, same ranges: ${JSON.stringify(apiKeys) === JSON.stringify(newest?.apiKeys)}`);
    }
    stage.step('version 3 leaves out features that begin at 0');
    const older = await (await stage.wire(1)).request('ApiVersions', 3, software);
    stage.say(older.supportedFeatures.map(({ name, minVersion }) => `${name} from ${minVersion}`).join(', '));

    stage.step('a version that is too new is answered in version 0');
    // Correlation id 7, client id "c", no tags, name "c", version "1", no tags.
    await talk.bytes('ApiVersions v99', framed('0012 0063 00000007 0001 63 00 02 63 02 31 00'), 'ApiVersions', 0);

    for (const [name, version] of [
      ['', '1.0'],
      ['a b', '1.0'],
      ['-a', '1.0'],
      ['a', ''],
      ['a.b-c', '1.0'],
    ] as const) {
      stage.step(`software name ${JSON.stringify(name)}, version ${JSON.stringify(version)}`);
      const wire = await stage.wire(1);
      const { errorCode, apiKeys } = await wire.request('ApiVersions', 3, {
        clientSoftwareName: name,
        clientSoftwareVersion: version,
      });
      stage.say(`errorCode=${errorCode}, ${apiKeys.length === 0 ? 'no ranges' : 'ranges'}`);
    }
  },
};
