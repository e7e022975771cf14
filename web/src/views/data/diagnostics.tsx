/** What was noticed while a kept plan was read; each leads to the review of its place. */
import { useNavigate } from 'react-router';
import { PlanDiagnosticsDocument } from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { DiagnosticsList } from '../../components/diagnostics';
import { Failure, Loading } from '../../components/states';
import { useApiLanguage, useWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { formatStretch } from '../../lib/text';
import { to } from '../../routes';

export function Diagnostics({ plan, title }: { plan: string; title: string }) {
  const words = useWords();
  const address = useAddress();
  const go = useNavigate();
  const language = useApiLanguage();
  const answer = useAsk(PlanDiagnosticsDocument, { by: { id: plan }, language }, { keep: true });
  if (answer.isPending) {
    return <Loading />;
  }
  if (answer.isError) {
    return <Failure error={answer.error} onRetry={() => void answer.refetch()} />;
  }
  return (
    <section className="diagnostics">
      <h2>{words.diagnosticsOf(title)}</h2>
      <DiagnosticsList
        diagnostics={answer.data.plan?.diagnostics ?? []}
        address={address}
        onChoose={(range) => go(to.review({ plan, char: formatStretch(range) }))}
      />
    </section>
  );
}
