/**
 * Terms that explain themselves in lessons: an emphasised word that one of these patterns matches wholly is such a term.
 * Their names and definitions are in `en/terms.ts` and `ru/terms.ts`. For the build: the site has the ids already.
 */
const TERMS = {
  topic: { en: /^(?:topics?)$/i, ru: /^(?:топик\p{L}{0,3})$/iu },
  partition: { en: /^(?:partitions?)$/i, ru: /^(?:партици\p{L}{0,3})$/iu },
  record: { en: /^(?:records?)$/i, ru: /^(?:запис\p{L}{0,3})$/iu },
  key: { en: /^(?:keys?)$/i, ru: /^(?:ключ\p{L}{0,3})$/iu },
  value: { en: /^(?:values?)$/i, ru: /^(?:значени\p{L}{0,3})$/iu },
  broker: { en: /^(?:brokers?)$/i, ru: /^(?:брокер\p{L}{0,3})$/iu },
  cluster: { en: /^(?:clusters?)$/i, ru: /^(?:кластер\p{L}{0,3})$/iu },
  leader: { en: /^(?:leaders?)$/i, ru: /^(?:лидер\p{L}{0,3})$/iu },
  follower: { en: /^(?:followers?)$/i, ru: /^(?:фолловер\p{L}{0,3})$/iu },
  replica: { en: /^(?:replicas?)$/i, ru: /^(?:реплик\p{L}{0,3})$/iu },
  'replication-factor': { en: /^(?:replication factor)$/i, ru: /^(?:фактор\p{L}{0,3} репликации)$/iu },
  isr: { en: /^(?:isr|in-sync replicas?)$/i, ru: /^(?:isr|реплик\p{L}{0,3} в isr)$/iu },
  'high-watermark': { en: /^(?:high watermarks?|hw)$/i, ru: /^(?:high watermark|hw)$/iu },
  'log-end-offset': { en: /^(?:log end( offset)?|leo)$/i, ru: /^(?:log end offset|leo|конец лога)$/iu },
  'log-start-offset': { en: /^(?:log start( offset)?)$/i, ru: /^(?:log start offset|начал\p{L}{0,3} лога)$/iu },
  offset: { en: /^(?:offsets?)$/i, ru: /^(?:оффсет\p{L}{0,3})$/iu },
  'committed-offset': { en: /^(?:committed offsets?)$/i, ru: /^(?:закоммиченн\p{L}{0,3} оффсет\p{L}{0,3})$/iu },
  commit: { en: /^(?:commits?)$/i, ru: /^(?:коммит\p{L}{0,3})$/iu },
  position: { en: /^(?:positions?)$/i, ru: /^(?:позици\p{L}{0,3})$/iu },
  lag: { en: /^(?:lag)$/i, ru: /^(?:лаг\p{L}{0,3})$/iu },
  producer: { en: /^(?:producers?)$/i, ru: /^(?:продюсер\p{L}{0,3})$/iu },
  consumer: { en: /^(?:consumers?)$/i, ru: /^(?:консьюмер\p{L}{0,3})$/iu },
  'consumer-group': { en: /^(?:(consumer )?groups?)$/i, ru: /^(?:групп\p{L}{0,3}( консьюмеров)?)$/iu },
  member: { en: /^(?:members?)$/i, ru: /^(?:участник\p{L}{0,3})$/iu },
  generation: { en: /^(?:generations?)$/i, ru: /^(?:поколени\p{L}{0,3})$/iu },
  rebalance: { en: /^(?:rebalances?|rebalanc(e|es|ed))$/i, ru: /^(?:ребаланс\p{L}{0,3})$/iu },
  coordinator: { en: /^(?:(group )?coordinators?)$/i, ru: /^(?:координатор\p{L}{0,3}( группы)?)$/iu },
  assignor: { en: /^(?:assignors?)$/i, ru: /^(?:assignor)$/iu },
  heartbeat: { en: /^(?:heartbeats?)$/i, ru: /^(?:heartbeat)$/iu },
  'session-timeout': { en: /^(?:session timeouts?)$/i, ru: /^(?:тайм-аут\p{L}{0,3} сессии|session timeout)$/iu },
  acks: { en: /^(?:acks)$/i, ru: /^(?:acks)$/iu },
  'min-insync-replicas': { en: /^(?:min\.insync\.replicas)$/i, ru: /^(?:min\.insync\.replicas)$/iu },
  'leader-epoch': { en: /^(?:(leader )?epochs?)$/i, ru: /^(?:эпох\p{L}{0,3}( лидера)?)$/iu },
  'unclean-election': {
    en: /^(?:unclean (leader )?elections?)$/i,
    ru: /^(?:unclean (leader )?election|нечист\p{L}{0,3} выбор\p{L}{0,3})$/iu,
  },
  elr: { en: /^(?:elr|eligible leader replicas?)$/i, ru: /^(?:elr)$/iu },
  controller: { en: /^(?:(active )?controllers?)$/i, ru: /^(?:(активн\p{L}{0,3} )?контроллер\p{L}{0,3})$/iu },
  kraft: { en: /^(?:kraft)$/i, ru: /^(?:kraft)$/iu },
  'metadata-log': { en: /^(?:metadata logs?)$/i, ru: /^(?:лог\p{L}{0,3} метаданных)$/iu },
  segment: { en: /^(?:segments?)$/i, ru: /^(?:сегмент\p{L}{0,3})$/iu },
  index: { en: /^(?:(offset )?index(es)?)$/i, ru: /^(?:индекс\p{L}{0,3}( оффсетов)?)$/iu },
  'time-index': { en: /^(?:time index(es)?)$/i, ru: /^(?:индекс\p{L}{0,3} времени)$/iu },
  retention: { en: /^(?:retention)$/i, ru: /^(?:retention|хранени\p{L}{0,3})$/iu },
  compaction: { en: /^(?:(log )?compaction)$/i, ru: /^(?:compaction|компакци\p{L}{0,3})$/iu },
  tombstone: { en: /^(?:tombstones?)$/i, ru: /^(?:tombstone)$/iu },
  'record-batch': { en: /^(?:(record )?batch(es)?)$/i, ru: /^(?:батч\p{L}{0,3}( записей)?)$/iu },
  'idempotent-producer': {
    en: /^(?:idempotent producers?|idempotence)$/i,
    ru: /^(?:идемпотентн\p{L}{0,3} продюсер\p{L}{0,3}|идемпотентност\p{L}{0,3})$/iu,
  },
  'producer-id': { en: /^(?:producer ids?)$/i, ru: /^(?:producer id)$/iu },
  sequence: { en: /^(?:sequence( numbers?)?)$/i, ru: /^(?:sequence|порядков\p{L}{0,3} номер\p{L}{0,3})$/iu },
  'log-dirs': { en: /^(?:log\.dirs)$/i, ru: /^(?:log\.dirs)$/iu },
  'preferred-leader': {
    en: /^(?:preferred (leaders?|replicas?))$/i,
    ru: /^(?:предпочитаем\p{L}{0,3} лидер\p{L}{0,3}|preferred leader)$/iu,
  },
  reassignment: { en: /^(?:(partition )?reassignments?)$/i, ru: /^(?:переназначени\p{L}{0,3}|reassignment)$/iu },
  fencing: { en: /^(?:fenc(ing|ed))$/i, ru: /^(?:fencing|fenced)$/iu },
  truncation: { en: /^(?:truncat(ion|ed|es?))$/i, ru: /^(?:отсечени\p{L}{0,3}|truncation)$/iu },
  partitioner: { en: /^(?:partitioners?)$/i, ru: /^(?:partitioner)$/iu },
  'at-least-once': { en: /^(?:at least once)$/i, ru: /^(?:at least once|хотя бы один раз)$/iu },
  'at-most-once': { en: /^(?:at most once)$/i, ru: /^(?:at most once|не больше одного раза)$/iu },
} as const satisfies Record<string, { readonly en: RegExp; readonly ru: RegExp }>;

export type TermId = keyof typeof TERMS;

export const TERM_IDS = Object.keys(TERMS) as readonly TermId[];

/** The term that a text names, in whichever case, number and gender; null when it names none. */
export const termOf = (text: string, language: 'en' | 'ru'): TermId | null =>
  TERM_IDS.find((id) => TERMS[id][language].test(text.trim())) ?? null;
