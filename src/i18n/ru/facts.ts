import type { facts as english } from '../en/facts';
import { plural } from '../plural';

const records = (n: number): string =>
  `${n} ${plural('ru', n, { one: 'запись', few: 'записи', many: 'записей', other: 'записи' })}`;
/** После «из». */
const ofRecords = (n: number): string => `${n} ${plural('ru', n, { one: 'записи', other: 'записей' })}`;
const keys = (n: number): string =>
  `${n} ${plural('ru', n, { one: 'ключ', few: 'ключа', many: 'ключей', other: 'ключа' })}`;
const seconds = (us: number): string => `${(us / 1_000_000).toFixed(1).replace('.', ',')} с`;
const list = (names: readonly (string | number)[]): string => names.join(', ');
const pairs = (names: readonly string[], counts: readonly number[]): string =>
  names.map((name, i) => `${name}: ${counts[i] ?? 0}`).join(', ');
const waits = (schedule: string | null): string =>
  schedule === null ? '' : `; засчитается, когда закончится ${schedule}`;
const of = (wanted: number | null): string => (wanted === null ? '' : `, нужно ${wanted}`);

export const facts: typeof english = {
  'keys-stay': (f) =>
    `${records(f.records)}, ${keys(f.keys)}, каждый ключ на одной партиции; нужно записей ${f.wantedRecords}, ключей ${f.wanted}`,
  'key-in-two': (f) => `ключ ${f.key} стоит на ${list(f.partitions)}`,
  'keys-at-home': (f) =>
    f.partitions === null
      ? `${keys(f.keys)}; партиций пока не добавляли`
      : `партиций теперь ${f.partitions}; прежних ключей ${f.keys}, ни один ещё не переехал`,
  'key-moved': (f) => `ключ ${f.key}: раньше ${f.from}, теперь ${f.to}`,
  keyless: (f) => `без ключа: ${f.counts.join(' · ')}; нужно по ${f.records}, партиций ${f.partitions}`,
  'read-by-all': (f) => `${pairs(f.groups, f.counts)}; прочитано всеми ${f.common} из ${f.wanted}`,
  divided: (f) => `${pairs(f.names, f.counts)}; нужно ${f.records} на ${f.members} участников, без повторов`,
  twice: (f) => `${f.place}: ${list(f.by)}`,
  once: (f) => `пока ${records(f.records)}, каждая по одному разу`,
  rebalance: (f) => `ребаланс ${f.group}: ${f.reason}, поколение ${f.generation} закончилось`,
  'group-state': (f) =>
    f.state === f.wanted ? `${f.group} в состоянии ${f.state}` : `${f.group} в состоянии ${f.state}, нужно ${f.wanted}`,
  coordinator: (f) =>
    f.from === f.to
      ? `координатор ${f.group} — брокер ${f.to}`
      : `координатором ${f.group} был брокер ${f.from}, теперь брокер ${f.to}`,
  leaders: (f) =>
    `лидеры ${f.topic}: ${f.leaders.map((leader) => (leader < 0 ? 'нет' : leader)).join(' · ')}; брокеров ${f.brokers} из ${f.wanted}`,
  leader: (f) =>
    `${f.partition}: ${f.leader < 0 ? 'лидера нет' : `лидер — брокер ${f.leader}`}${f.leader === f.wanted ? '' : f.wanted < 0 ? ', нужно, чтобы не было' : `, нужен ${f.wanted}`}`,
  'leader-changed': (f) =>
    `${f.partition}: лидер ${f.from} → ${f.to}${f.unclean ? ', не из ISR' : ''}${f.withoutUs > 0 ? `, ${seconds(f.withoutUs)} без лидера` : ''}`,
  leaderless: (f) => `у ${f.partition} нет лидера`,
  unclean: (f) => `${f.partition}: лидером стал брокер ${f.leader}, его не было в ISR`,
  isr: (f) => `ISR ${f.partition}: ${list(f.isr)}`,
  broker: (f) => `брокер ${f.broker}: процесс ${f.node}, ${f.state}; для контроллера ${f.registration}`,
  topic: (f) =>
    `${f.topic}: partitions=${f.partitions}, replication-factor=${f.replicationFactor}${f.missing.length === 0 ? '' : `; нужно ${list(f.missing)}`}`,
  measuring: (f) => `пока ${records(f.records)}, измеряется за ${f.seconds} с`,
  rate: (f) =>
    `${records(f.records)} за ${f.seconds} с: ${f.rate.toFixed(1).replace('.', ',')} в секунду${f.rate >= f.wanted ? '' : of(f.wanted)}`,
  refused: (f) => `${f.error}, ${f.times}×${f.times < f.wanted ? ` из ${f.wanted}` : ''}`,
  acknowledged: (f) => `подтверждено: ${records(f.records)}, ни одна не потеряна${of(f.wanted)}${waits(f.schedule)}`,
  lost: (f) => `из ${ofRecords(f.records)}, что были подтверждены, пропало ${f.lost}, первая — ${f.first}`,
  segments: (f) =>
    `${f.partition}: ${f.segments} ${plural('ru', f.segments, { one: 'сегмент', few: 'сегмента', many: 'сегментов', other: 'сегмента' })}${f.segments >= f.wanted ? '' : of(f.wanted)}`,
  'log-start': (f) => `${f.partition} начинается с оффсета ${f.offset}${f.offset >= f.wanted ? '' : of(f.wanted)}`,
  'segment-deleted': (f) =>
    `${f.partition} на брокере ${f.broker}: удалён сегмент с оффсетами от ${f.from} до ${f.to}, причина: ${f.reason}`,
  compacted: (f) =>
    `компакция убрала из ${f.partition} ${records(f.records)}${f.records >= f.wanted ? '' : of(f.wanted)}`,
  committed: (f) => `${f.group} закоммитила ${f.offset} для ${f.partition}${f.offset === f.wanted ? '' : of(f.wanted)}`,
  lag: (f) => `лаг ${f.group}: ${f.lag} из ${ofRecords(f.records)}, нужно не больше ${f.wanted}`,
  'moved-back': (f) => `${f.group}, ${f.partition}: с ${f.from} назад на ${f.to}`,
  'not-moved-back': (f) => `закоммиченное группой ${f.group} пока только росло`,
  'offsets-record': (f) => `у ${f.partition}@${f.offset} ключ (${f.key})`,
  skipped: (f) => `${f.place} никто не обработал, а закоммичен уже ${f.committed}`,
  'none-skipped': (f) => `пока ${records(f.records)}, ни одна не пропущена`,
  processed: (f) =>
    `обработано ${f.processed} из ${ofRecords(f.records)}${f.records >= f.wanted ? '' : of(f.wanted)}${waits(f.schedule)}`,
  'out-of-order': (f) => `${f.key === '' ? '' : `${f.key}: `}${f.after} сделано после ${f.before}`,
  'in-order': (f) => `сделано ${f.effects}, ${keys(f.keys)}, всё по порядку${of(f.wanted)}${waits(f.schedule)}`,
  handled: (f) => `сделано ${f.handled} из ${f.begun}${f.begun >= f.wanted ? '' : of(f.wanted)}${waits(f.schedule)}`,
  fault: (f) => `${f.fault}: ${f.subject}`,
  schedule: (f) => (f.state === 'over' ? `${f.schedule}: закончено` : `${f.schedule}: началось`),
  tool: (f) => (f.error === null ? f.line : `${f.line}: ${f.error}`),
};
