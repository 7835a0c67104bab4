/** A data folder that can't be used: the message says which, why, and what to do. */
export class DataFolderError extends Error {
  constructor(directory: string, why: string) {
    super(`The data folder ${directory} can't be used: ${why}`);
    this.name = 'DataFolderError';
  }
}
