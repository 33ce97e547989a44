import { expect, test } from '@jest/globals';
import { type BadEnvironment, Environment } from '@tongxiu/hosting';
import { readBucketSettings } from './material-bucket.config.js';

const whole = { S3_ENDPOINT: 'http://s3:8333', S3_BUCKET: 'materials', S3_ACCESS_KEY_ID: 'key', S3_SECRET_ACCESS_KEY: 'secret' };

function read(given: Readonly<Record<string, string>>) {
  const env = new Environment(given);
  const settings = readBucketSettings(env);
  try {
    env.finish();
    return { settings, refused: [] };
  } catch (cause) {
    return { settings, refused: (cause as BadEnvironment).variables.map(({ name, why }) => `${name} ${why}`) };
  }
}

test('no variable, or only empty ones, mean the folder', () => {
  expect(read({})).toEqual({ settings: undefined, refused: [] });
  expect(read({ S3_ENDPOINT: '', S3_BUCKET: '' })).toEqual({ settings: undefined, refused: [] });
});

test('a compatible server has the bucket in the path, and nothing is made that is missing', () => {
  expect(read(whole).settings).toMatchObject({ region: 'us-east-1', pathStyle: true, create: false });
  expect(read({ ...whole, S3_PATH_STYLE: 'off', S3_CREATE_BUCKET: 'on' }).settings).toMatchObject({ pathStyle: false, create: true });
});

test.each(Object.keys(whole))('%s alone asks for all the others at once', (name) => {
  const missing = Object.keys(whole).filter((other) => other !== name);
  expect(read({ [name]: whole[name as keyof typeof whole] }).refused).toEqual(missing.map((other) => `${other} is required`));
});

test('a setting without a bucket is half a configuration too', () => {
  expect(read({ S3_REGION: 'cn-north-1' }).refused).toHaveLength(4);
  expect(read({ ...whole, S3_ENDPOINT: 's3' }).refused).toEqual(['S3_ENDPOINT must be a URL']);
});
