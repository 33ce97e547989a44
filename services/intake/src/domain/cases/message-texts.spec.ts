import { expect, test } from '@jest/globals';
import { isTold, reminderText, stageText, submittedText, toldStages } from './message-texts.js';
import { stages } from './case-progress.js';

const recordKey = 'penalty:11150100011528041W:呼市监罚〔2025〕12号';

test.each(toldStages)('the message of the stage %s names the document in both languages (H-034)', (stage) => {
  const text = stageText(stage, recordKey, { decideBy: '2026-03-12' });
  expect(text.split('呼市监罚〔2025〕12号')).toHaveLength(3);
  expect(text).toMatch(/^【信用修复】[^a-z]+。[ -~〔-〕\u4e00-\u9fff]+\.$/u);
});

test('an acceptance tells the last day for the decision, where the calendar knows it', () => {
  expect(stageText('accepted', recordKey, { decideBy: '2026-03-12' })).toContain('2026-03-12');
  expect(stageText('accepted', recordKey, {})).not.toContain('undefined');
});

test('only what others did is told', () => {
  expect(stages.filter((stage) => !isTold(stage))).toEqual(['submitted', 'supplemented', 'withdrawalRequested', 'objected']);
});

test('the query code travels with the submission (H-034)', () => {
  expect(submittedText('ABCDEFGH2345', '2026-03-05')).toMatch(/2026-03-05.*ABCDEFGH2345.*2026-03-05.*ABCDEFGH2345/u);
  expect(submittedText('ABCDEFGH2345', null)).not.toContain('null');
});

test('reminders tell the last day of the period, and that repair is online and free (H-084, H-100)', () => {
  expect(reminderText('minimumEnded', recordKey, '2026-03-14')).toMatch(/2026-03-14.*不收费/u);
  expect(reminderText('maximumNear', recordKey, '2026-03-14')).toMatch(/2026-03-14.*自动停止/u);
});
