/** The page's script and style sheet, bundled from their sources and made small. */
export declare function bundlePage(): Promise<{
    readonly script: string;
    readonly styles: string;
}>;
