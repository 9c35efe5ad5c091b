import type { disk as en } from '../en/disk';
import { plural } from '../plural';

const counts = new Intl.NumberFormat('ru');
const bytes = (n: number): string => `${counts.format(n)} Б`;
const batches = (n: number): string =>
  `${counts.format(n)} ${plural('ru', n, { one: 'батч', few: 'батча', other: 'батчей' })}`;
const decimal = (n: number): string => String(Number(n.toFixed(1))).replace('.', ',');

export const disk: typeof en = {
  label: 'Диск',
  broker: (id) => `Брокер ${id}`,
  chooseBroker: 'Чей диск',
  empty: 'Топиков ещё нет, поэтому и логов нет.',
  asItIsNow: 'Диск показан таким, какой он сейчас, в конце прогона, а не в тот момент, на который вы смотрите.',
  brokerDown: 'Брокер не работает. Файлы лежат на диске, никто их не читает и не пишет.',
  notThere: 'У брокера нет лога этой партиции.',
  loading: 'Читаем диск.',
  count: (n) => counts.format(n),
  bytes,
  size: (n) =>
    n < 10_240 ? bytes(n) : n < 1_048_576 ? `${Math.round(n / 1_024)} КиБ` : `${decimal(n / 1_048_576)} МиБ`,
  tree: {
    label: (id) => `log.dirs брокера ${id}`,
    folders: (n) => `${n} ${plural('ru', n, { one: 'каталог', few: 'каталога', other: 'каталогов' })}`,
    leader: 'лидер',
    follower: 'фолловер',
    deletedFolder: 'ждёт удаления',
    goesIn: (seconds) => `${seconds} с`,
    goesNow: '0 с',
    deletedFile: 'удалён',
  },
  log: {
    title: (start, end, size) => `начало лога ${start}, конец лога ${end}, ${size}`,
    segments: 'Сегменты',
    segment: (base) => `Сегмент ${base}`,
    active: 'активный',
    gone: (logStart) => `удалён: начало лога ${logStart}`,
    unlinkedIn: (seconds) => `.deleted, исчезнет через ${seconds} с`,
    unlinkedNow: '.deleted, исчезнет при ближайшей проверке',
    choose: 'Выберите сегмент, чтобы увидеть его батчи и байты.',
    enlarge: 'Увеличить панель и поискать оффсет',
    earlier: (n) => `ещё ${n} ${plural('ru', n, { one: 'сегмент', few: 'сегмента', other: 'сегментов' })} раньше`,
  },
  find: {
    label: 'Найти',
    offset: 'оффсет',
    time: 'время',
    find: 'Найти',
    what: 'Что искать',
    close: 'Закончить поиск',
    previous: 'Предыдущий шаг',
    next: 'Следующий шаг',
    steps: (step, of) => `${step} / ${of}`,
    stepOf: (step, of) => `Шаг ${step} из ${of}`,
    badOffset: 'Оффсет — целое число от 0.',
    badTime: 'Напишите `00:12.480` или число миллисекунд с 1970 года.',
    gone: 'Лог не открыт, искать в нём нельзя.',
  },
  steps: {
    floor: 'Сегмент',
    floorNote: 'по базовому оффсету в имени',
    byTime: 'Первый достаточно поздний сегмент',
    byTimeNote: 'по наибольшей метке времени',
    noSegment: 'Ни в одном сегменте нет настолько поздней записи.',
    above: (base, target) => `${base} > ${target}`,
    notAbove: (base, target) => `${base} ≤ ${target}`,
    chosen: (base, target) => `база ${base} ≤ ${target}`,
    early: (at, target) => `${at} < ${target}`,
    late: (at, target) => `${at} ≥ ${target}`,
    search: (file) => `Двоичный поиск в ${file}`,
    offsetIndexNote: 'одна строка примерно на каждые 4 КиБ лога',
    timeIndexNote: 'метка времени и оффсет, с которого читать',
    emptyIndex: 'В индексе пока нет ни одной строки.',
    entries: (from, to, of) => `строки с ${from} по ${to} из ${counts.format(of)}`,
    probes: 'Шаги поиска',
    warm: 'Сначала проверяются последние 8 КиБ индекса: эта часть почти всегда уже в памяти.',
    startAt: (byte) => `ответ: читать с байта ${counts.format(byte)}`,
    startOfSegment: 'ответ: все строки больше, читать с байта 0',
    searchFrom: (offset) => `ответ: дальше искать от оффсета ${offset}`,
    searchFromStart: 'ответ: все строки позже, дальше искать от начала сегмента',
    onDisk: 'на диске',
    scan: (file) => `Короткий проход по ${file}`,
    scanNote: (byte, n) => `с байта ${counts.format(byte)}, ${batches(n)}`,
    skipped: (n) => `раньше ещё ${batches(n)}`,
    scanOffset: (target) => `читать заголовки, прыгая на batchLength, пока lastOffset не станет ≥ ${target}`,
    scanTime: (target) => `читать заголовки, прыгая на batchLength, пока maxTimestamp не станет ≥ ${target}`,
    where: (byte, size) => `@${counts.format(byte)}, ${bytes(size)}`,
    notFound: 'Сегмент кончился, а нужного в нём нет.',
  },
  told: {
    reader: 'Что получит читатель',
    retention: 'Что сделал retention',
    retentionWill: 'Что делает retention',
    batch: (byte) => `Fetch отвечает с байта \`${counts.format(byte)}\`, с начала батча.`,
    onFollower: (byte, leader) =>
      `Консьюмеры читают у лидера, это брокер ${leader}. Здесь тот же батч начинается с байта \`${counts.format(byte)}\`.`,
    onFollowerAlone: (byte) =>
      `Лидера сейчас нет, читать не у кого. Здесь батч начинается с байта \`${counts.format(byte)}\`.`,
    skipsNone: 'Kafka отдаёт батчи целиком; этот начинается как раз с нужного.',
    skips: (from, to) =>
      `Kafka отдаёт батчи целиком; клиент пропустит ${
        from === to ? `\`${from}\`` : to === from + 1 ? `\`${from}\` и \`${to}\`` : `с \`${from}\` по \`${to}\``
      }.`,
    beforeStart: (logStart) =>
      `Fetch отвечает \`OFFSET_OUT_OF_RANGE\`: лог начинается с \`${logStart}\`. Куда идти дальше, решает \`auto.offset.reset\` клиента.`,
    beyondEnd: (logEnd) =>
      `Fetch отвечает \`OFFSET_OUT_OF_RANGE\`: лог кончается на \`${logEnd}\`. Куда идти дальше, решает \`auto.offset.reset\` клиента.`,
    atEnd: (logEnd) =>
      `Там пока пусто: оффсет \`${logEnd}\` получит следующая запись. Fetch ждёт её, но не дольше \`max_wait_ms\`.`,
    notYet: (offset, hw) =>
      `\`${offset}\` пока не отдают: HW стоит на \`${hw}\`, а консьюмеры получают только то, что ниже.`,
    compacted: (offset, byte, next) =>
      `Записи \`${offset}\` больше нет: её убрала очистка (compaction). Fetch отвечает с байта \`${counts.format(byte)}\`, со следующего батча, он начинается с \`${next}\`.`,
    time: (offset) =>
      `ListOffsets отвечает \`${offset}\`: это первая запись, чья метка времени не раньше искомой. Отсюда читатель и начнёт.`,
    noTime: (logEnd) =>
      `ListOffsets отвечает \`-1\`: настолько поздней записи нет. \`kafka-consumer-groups.sh --to-datetime\` тогда берёт конец лога, \`${logEnd}\`.`,
    bySize: (segment, limit, left) =>
      `\`retention.bytes=${limit}\`. Без сегмента \`${segment}\` остаётся ${bytes(left)}, не меньше предела, поэтому его можно было удалить.`,
    bySizeUnknown: (segment) =>
      `Сегмент \`${segment}\` удалён по \`retention.bytes\`: и без него в логе оставалось не меньше предела.`,
    byTime: (segment, limit) =>
      `\`retention.ms=${limit}\`. Даже самая новая запись сегмента \`${segment}\` была старше, поэтому удалён весь сегмент.`,
    byLogStart: (segment, logStart) =>
      `Записи удалены до \`${logStart}\`. В сегменте \`${segment}\` все записи были раньше, поэтому удалён и он.`,
    compact:
      '`cleanup.policy=compact`: ни возраст, ни размер лога ничего не удаляют. Очистка оставляет последнюю запись каждого ключа.',
    nothing: (limits) =>
      limits === ''
        ? 'Ничего не удаляется: ни возраст, ни размер лога не ограничены.'
        : `Пока ничего не удалено. Удаляются целые сегменты, начиная со старых: \`${limits}\`.`,
  },
  file: {
    download: 'Скачать',
    downloadThe: (name) => `Скачать ${name}`,
    saved: (name) => `${name} передан браузеру.`,
    savedInFrame: (name) =>
      `${name} передан браузеру. Если ничего не сохранилось, значит, фрейм, в котором открыта страница, не разрешает скачивать.`,
    failed: 'Этого файла уже нет.',
    gone: 'Этого файла уже нет.',
    empty: 'Файл пуст.',
    batches: (name) => `Батчи в ${name}`,
    entries: (name) => `Строки в ${name}`,
    text: (name) => `Текст ${name}`,
    bytes: (name) => `Байты ${name}`,
    firstOf: (shown, of) => `${counts.format(shown)} из ${counts.format(of)}`,
    more: (n) => `Показать ещё ${counts.format(n)}`,
    position: 'байт',
    offsets: 'оффсеты',
    size: 'размер',
    maxTime: 'наибольшая метка времени',
    records: 'записи',
    batch: 'Батч',
    slot: 'строка',
    offset: 'оффсет',
    time: 'метка времени',
    leadsToByte: 'байт в .log',
    leadsToOffset: 'читать с оффсета',
    onDisk: 'на диске',
    preallocated: 'Размер файла — тот, до которого индекс может вырасти; за строками в нём нули.',
  },
  batch: {
    title: (from, to) => `Батч с ${from} по ${to}`,
    note: 'Байты с 0 по 20 не входят в CRC: базовый оффсет и эпоху лидера брокер вписывает прямо в батч.',
    fields: 'Поля батча',
    fieldsHint: 'Стрелками можно ходить от поля к полю.',
    records: 'Записи',
    bytes: (n) => bytes(n),
    moreBytes: (n) => `Показать ещё ${counts.format(n)} Б`,
    moreRecords: (n) => `Показать ещё ${counts.format(n)}`,
    compressed: (codec) => `Записи сжаты одним куском (${codec}), поэтому их полей среди байтов не видно.`,
    noKey: 'без ключа',
    tombstone: 'значения нет: tombstone',
    key: 'ключ',
    value: 'значение',
    headers: 'заголовки',
    noHeaders: 'нет',
    timestamp: 'метка времени',
    internal: 'что в ней сказано',
    gone: 'Этого батча уже нет.',
    choose: 'Выберите батч, чтобы увидеть его байты.',
  },
};
