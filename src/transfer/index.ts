export { type CarriedOut, carryOutImport } from './import/carry-out-import.js';
export type { Duplicate, ImportPlan, ImportReport } from './import/import-plan.js';
export {
  type ImportFile,
  type ImportFormat,
  importFormats,
  type ImportMapping,
  type ImportNote,
} from './import/imported-answer.js';
export { type ImportContext, type ImportInput, planImport } from './import/plan-import.js';
export { importPlan } from './import/read-plan.js';
export { readFolder } from './import/read-folder.js';
export { readPages } from './import/read-pages.js';
export { type Restored, restoreFolder } from './import/restore-folder.js';
export { type Exported, exportFolder } from './export/export-folder.js';
