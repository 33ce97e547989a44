/** Settings of this service alone. */
export class ReviewConfig {
  constructor(
    /** The unit that works channel B, "Credit China": penalties of departments other than market regulation (H-026). */
    readonly creditChinaOrganCode: string,
    readonly sweepEverySeconds: number,
    /** Whose rulebooks cases are opened under. */
    readonly jurisdiction: string,
  ) {}
}
