import type { Environment } from '@tongxiu/hosting';

/** A bucket of an S3-compatible store, and how it is reached. */
export interface BucketSettings {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The bucket as the first part of the path; otherwise as part of the host name, which needs such names and certificates for them. */
  readonly pathStyle: boolean;
  /** Whether a bucket that is missing is made; else it is a mistake that ends the start. */
  readonly create: boolean;
}

const names = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', 'S3_REGION', 'S3_PATH_STYLE', 'S3_CREATE_BUCKET'];

/** None of the variables means no bucket; with one of them the others are wanted too. */
export function readBucketSettings(env: Environment): BucketSettings | undefined {
  if (names.every((name) => env.optional(name) === undefined)) return undefined;
  return {
    endpoint: env.url('S3_ENDPOINT'),
    bucket: env.text('S3_BUCKET'),
    region: env.text('S3_REGION', { default: 'us-east-1' }),
    accessKeyId: env.text('S3_ACCESS_KEY_ID'),
    secretAccessKey: env.text('S3_SECRET_ACCESS_KEY'),
    pathStyle: env.oneOf('S3_PATH_STYLE', ['on', 'off'], { default: 'on' }) === 'on',
    create: env.oneOf('S3_CREATE_BUCKET', ['on', 'off'], { default: 'off' }) === 'on',
  };
}
