import { idPipe } from '@tongxiu/problems';

export const caseIdPipe = idPipe('caseId');
export const objectionIdPipe = idPipe('objectionId');
