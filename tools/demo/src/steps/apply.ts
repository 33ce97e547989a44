import { request } from '@tongxiu/stack';
import type { SampleRecord } from '../sample/records.js';
import { call, chunks, inParallel, type Platform } from './platform.js';

const materialKinds = ['authorisation', 'performanceProof', 'commitmentLetter'] as const;
type Materials = readonly { readonly kind: string; readonly materialId: string }[];

/** A one-page PDF that says what it is; each company hands in its own. */
const samplePdf = (text: string): Blob =>
  new Blob([`%PDF-1.4\n% ${text}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n`], { type: 'application/pdf' });

async function uploadMaterials(platform: Platform, token: string, creditCode: string): Promise<Materials> {
  const uploads = materialKinds.map(async (kind) => {
    const form = new FormData();
    form.set('creditCode', creditCode);
    form.set('kind', kind);
    form.set('file', samplePdf(`${kind} ${creditCode}`), `${kind}.pdf`);
    const answer = await request('POST', `${platform.urls.intake}/materials`, {
      headers: { authorization: `Bearer ${token}` },
      body: form,
    });
    if (!answer.ok) throw new Error(`a material was refused: ${answer.status} ${await answer.text()}`);
    return { kind, materialId: ((await answer.json()) as { materialId: string }).materialId };
  });
  return Promise.all(uploads);
}

export interface SampleCase {
  readonly caseId: string;
  readonly queryCode: string;
  readonly record: SampleRecord;
}

/** The portal hands applications in for their companies; each company's files are uploaded once and named in all of them. */
export async function apply(platform: Platform, records: readonly SampleRecord[], progress: (done: number) => void): Promise<SampleCase[]> {
  const token = await platform.token('portal');
  const materials = new Map<string, Materials>();
  const companies = [...new Set(records.map(({ company }) => company.creditCode))];
  await inParallel(companies, 8, async (creditCode) => {
    materials.set(creditCode, await uploadMaterials(platform, token, creditCode));
  });
  const cases: SampleCase[] = [];
  await inParallel(chunks(records, 500), 2, async (part) => {
    const applications = part.map(({ recordKey, company }) => ({
      recordKey,
      creditCode: company.creditCode,
      statements: { corrected: true, obligationsPerformed: true, commitmentPublishable: true },
      materials: materials.get(company.creditCode) ?? [],
    }));
    const answer = await call<{ results: readonly { caseId?: string; queryCode?: string; errors?: unknown }[] }>(
      'POST',
      `${platform.urls.intake}/applications/batch`,
      token,
      applications,
    );
    for (const [index, record] of part.entries()) {
      const { caseId, queryCode, errors } = answer.results[index] ?? {};
      if (caseId === undefined) throw new Error(`an application of the sample was refused: ${JSON.stringify(errors)}`);
      cases.push({ caseId, queryCode: queryCode ?? '', record });
    }
    progress(part.length);
  });
  return cases;
}
