/** Input that a person has to mend: the message names the file, the line, the field and the remedy. */
export class BadInput extends Error {
  override name = "BadInput";
}
