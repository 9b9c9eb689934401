/** A change of the code that no test can see, because nothing else can either. */
export interface Explained {
  readonly file: string;
  /** The source that is replaced, and by what, as the list of survivors prints them. */
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

export const EXPLAINED: readonly Explained[] = [];
