/** The disk of a broker: its folders and files, and how a record is found in them. */
export const disk = {
  label: 'Disk',
  broker: 'Broker',
  empty: 'There is nothing to show.',
};
