/**
 * What an event may weigh, in bytes of UTF-8. The outbox refuses a larger one while its transaction can still be rolled back; a reader
 * parks one that came all the same; topics have room for it with its headers.
 */
export const valueBytesMax = 1_048_576;

/** Characters are one to three bytes of UTF-8 each, so most values need no counting. */
export const tooLong = (value: string): boolean => value.length * 3 > valueBytesMax && Buffer.byteLength(value) > valueBytesMax;
