/**
 * Alerts to an Alertmanager: {@link io.riverrank.job.monitor.alertmanager.AlertmanagerSink} keeps
 * what is firing and sends it again and again, as Alertmanager expects of its clients. A dead one
 * costs the job nothing.
 */
package io.riverrank.job.monitor.alertmanager;
