/** The package has no types of its own. It adds QueryLanguage to the definition that it is given. */
declare module 'asl-validator' {
  function validate(
    definition: object,
    options?: { readonly checkPaths: boolean; readonly checkArn: boolean },
  ): { readonly isValid: boolean; errorsText(separator?: string): string };
  export = validate;
}
