/** What link previews and search engines show of a lesson's page, and the page for addresses that lead nowhere. */
export const pages = {
  title: (lesson: string) => `${lesson} · Shelfmark`,
  description: (question: string, minutes: number) =>
    `${question} A lesson of ${minutes} minutes with an Apache Kafka cluster that runs in the browser tab.`,
  home: 'Shelfmark: Apache Kafka in a browser tab, to program and to understand',
  homeDescription:
    'An Apache Kafka cluster that lives in your browser tab: write real KafkaJS programs and watch every record travel to its shelf.',
  picture: 'Bookcases are brokers, shelves are partitions, books are records',
  missing: 'There is no such page',
  missingText: 'The address leads nowhere. It may be mistyped, or from another version.',
  toHome: 'To the home page',
  needsScript: 'Shelfmark runs a Kafka cluster in this tab, and for that it needs JavaScript.',
};
