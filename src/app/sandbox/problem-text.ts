import type { sandbox } from '../../i18n/en/sandbox';
import { TOPIC_SETTINGS } from '../../panels/topic-settings';
import type { Problem } from './problems';

/** Why it does not fit, in words. */
export function problemText(m: (typeof sandbox)['problems'], { at, why }: Problem): string {
  switch (why.what) {
    case 'brokers-range':
      return m.brokersRange(why.max);
    case 'partitions-range':
      return m.partitionsRange(why.max);
    case 'instances-range':
      return m.instancesRange(why.max);
    case 'replication-range':
      return m.replicationRange(why.brokers);
    case 'topic-name':
      return m.topicName;
    case 'program-name':
      return m.programName;
    case 'name-taken':
      return typeof at === 'object' && 'program' in at ? m.programTaken(why.name) : m.nameTaken(why.name);
    case 'topic-unknown':
      return m.topicUnknown(why.name);
    case 'setting-form':
      return m.settingForm(why.text);
    case 'setting-unknown':
      return `${m.settingUnknown(why.text)} ${TOPIC_SETTINGS.join(', ')}.`;
    case 'setting-value':
      return m.settingValue(why.text);
  }
}
