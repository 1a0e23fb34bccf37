// A cheap look at a script: does it change another machine over SSH?

/** Whether it may run something on another machine that changes it. */
export const mentionsDeployment =
  /(?:^|[\s;&|("'`])ssh[ \t][^\n]{0,400}(?:systemctl|service|docker|podman|apt|yum|dnf|git|pm2|supervisorctl|npm|pip|composer|<<)/;
