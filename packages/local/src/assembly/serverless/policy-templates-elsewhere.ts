/** By the prefix of the service's actions: SAM's templates for services that do not run here. */
const byService: Readonly<Record<string, readonly string[]>> = {
  acm: ['AcmGetCertificatePolicy'],
  athena: ['AthenaQueryPolicy'],
  ce: ['CostExplorerReadOnlyPolicy'],
  cloudformation: ['CloudFormationDescribeStacksPolicy'],
  cloudwatch: [
    ...['CloudWatchPutMetricPolicy', 'CloudWatchDashboardPolicy', 'CloudWatchDescribeAlarmHistoryPolicy'],
  ],
  codecommit: ['CodeCommitCrudPolicy', 'CodeCommitReadPolicy'],
  codepipeline: ['CodePipelineLambdaExecutionPolicy', 'CodePipelineReadOnlyPolicy'],
  comprehend: ['ComprehendBasicAccessPolicy'],
  ec2: ['AMIDescribePolicy', 'EC2CopyImagePolicy', 'EC2DescribePolicy', 'VPCAccessPolicy'],
  ecs: ['EcsRunTaskPolicy'],
  eks: ['EKSDescribePolicy'],
  elasticfilesystem: ['EFSWriteAccessPolicy'],
  es: ['ElasticsearchHttpPostPolicy'],
  firehose: ['FirehoseCrudPolicy', 'FirehoseWritePolicy'],
  kinesis: ['KinesisCrudPolicy', 'KinesisStreamReadPolicy'],
  kms: ['KMSDecryptPolicy', 'KMSEncryptPolicy'],
  logs: ['FilterLogEventsPolicy'],
  mobileanalytics: ['MobileAnalyticsWriteOnlyAccessPolicy'],
  mobiletargeting: ['PinpointEndpointAccessPolicy'],
  organizations: ['OrganizationsListAccountsPolicy'],
  polly: ['PollyFullAccessPolicy'],
  rekognition: [
    ...['RekognitionDetectOnlyPolicy', 'RekognitionFacesManagementPolicy', 'RekognitionFacesPolicy'],
    ...['RekognitionLabelsPolicy', 'RekognitionNoDataAccessPolicy', 'RekognitionReadPolicy'],
    'RekognitionWriteOnlyAccessPolicy',
  ],
  route53: ['Route53ChangeResourceRecordSetsPolicy'],
  s3: ['S3CrudPolicy', 'S3FullAccessPolicy', 'S3ReadPolicy', 'S3WritePolicy'],
  sagemaker: ['SageMakerCreateEndpointConfigPolicy', 'SageMakerCreateEndpointPolicy'],
  secretsmanager: ['AWSSecretsManagerGetSecretValuePolicy', 'AWSSecretsManagerRotationPolicy'],
  serverlessrepo: ['ServerlessRepoReadWriteAccessPolicy'],
  ses: [
    ...['SESBulkTemplatedCrudPolicy', 'SESBulkTemplatedCrudPolicy_v2', 'SESCrudPolicy'],
    ...['SESEmailTemplateCrudPolicy', 'SESSendBouncePolicy'],
  ],
  ssm: ['SSMParameterReadPolicy', 'SSMParameterWithSlashPrefixReadPolicy'],
  textract: ['TextractDetectAnalyzePolicy', 'TextractGetResultPolicy', 'TextractPolicy'],
};

/** Whose actions a template is about, where its service does not run here, so that nothing asks what it permits. */
export function serviceElsewhere(template: string): string | undefined {
  return Object.entries(byService).find(([, templates]) => templates.includes(template))?.[0];
}
