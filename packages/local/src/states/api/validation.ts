import type { Operations } from '../../foundation/service.ts';
import { inSlices } from '../../foundation/steps.ts';
import { diagnosticOf } from '../asl/check/issue.ts';
import { examineDefinition } from '../asl/check-definition.ts';
import { optionalString, requiredString } from './request.ts';
import type { MachineContext } from './states-context.ts';

const MOST_DIAGNOSTICS = 100;

export const validationOperations = ({ parseElsewhere }: MachineContext) =>
  ({
    async ValidateStateMachineDefinition(request) {
      const type = optionalString(request, 'type') === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
      const definition = requiredString(request, 'definition');
      const { issues, unsupported } = await inSlices(examineDefinition(definition, type, parseElsewhere));
      const found = [...issues, ...unsupported];
      const most =
        typeof request.maxResults === 'number' && request.maxResults > 0
          ? request.maxResults
          : MOST_DIAGNOSTICS;
      return {
        result: found.length === 0 ? 'OK' : 'FAIL',
        diagnostics: found.slice(0, most).map(diagnosticOf),
        truncated: found.length > most,
      };
    },
  }) satisfies Operations;
