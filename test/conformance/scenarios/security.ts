import type { ConformanceScenario } from '../scenario';

const ANY = 1;

export const security: ConformanceScenario = {
  name: 'security',
  about: 'ACLs and SASL, of a broker that has neither.',
  async play(stage) {
    const talk = await stage.connect(1);
    stage.step('ACLs without an authorizer');
    await talk.ask('DescribeAcls', 2, {
      resourceTypeFilter: ANY,
      resourceNameFilter: null,
      principalFilter: null,
      hostFilter: null,
      operation: ANY,
      permissionType: ANY,
    });
    await talk.ask('CreateAcls', 2, {
      creations: [
        { resourceType: 2, resourceName: 'secret', principal: 'User:ann', host: '*', operation: 3, permissionType: 3 },
      ],
    });
    await talk.ask('DeleteAcls', 2, {
      filters: [
        {
          resourceTypeFilter: 2,
          resourceNameFilter: 'secret',
          principalFilter: null,
          hostFilter: null,
          operation: ANY,
          permissionType: ANY,
        },
      ],
    });
    stage.step('SASL on a plain listener');
    const sasl = await stage.connect(1);
    await sasl.ask('SaslHandshake', 1, { mechanism: 'PLAIN' });
    await sasl.ask('Metadata', 1, { topics: [] });
  },
};
