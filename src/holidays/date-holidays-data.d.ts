/** The data of `date-holidays`, for which the package has no types. */
declare module 'date-holidays/data' {
  interface Area {
    readonly zones?: readonly string[]
    readonly states?: Readonly<Record<string, Area>>
  }
  export const data: { readonly holidays: Readonly<Record<string, Area>> }
}
