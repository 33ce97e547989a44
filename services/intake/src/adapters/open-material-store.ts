import type { MaterialStore } from '../app/store-material.js';
import type { BucketSettings } from '../material-bucket.config.js';
import { MaterialFolder } from './files/material-folder.js';

/** The client of S3 costs memory and time at the start, so only who has a bucket loads it. */
export async function openMaterialStore(folder: string, bucket: BucketSettings | undefined): Promise<MaterialStore> {
  if (bucket === undefined) return new MaterialFolder(folder);
  const { MaterialBucket } = await import('./s3/material-bucket.js');
  return new MaterialBucket(folder, bucket);
}
