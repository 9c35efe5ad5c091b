/** Something that the one who called the tool can put right; the message is all that they need to read. */
export class Complaint extends Error {
  override readonly name = 'Complaint';
}
