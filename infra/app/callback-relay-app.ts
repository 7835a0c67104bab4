import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { type CallbackRelayAppProps, uncheckedApp } from './unchecked-app.ts';

/** The app, as it is deployed: a finding that is not acknowledged, with its reason, fails the synthesis. */
export function callbackRelayApp(props: CallbackRelayAppProps = {}): App {
  const app = uncheckedApp(props);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(), new ServerlessChecks());
  return app;
}
