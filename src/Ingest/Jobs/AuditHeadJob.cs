using System.Text.Json;
using Facilities.Domain;
using Facilities.Ingest.Hosting;
using Facilities.Mqtt;
using Facilities.Operations.Audit;

namespace Facilities.Ingest.Jobs;

/// <summary>Publishes the audit chain's head as a retained message, so that others hold what a cut tail would have to agree with.</summary>
internal sealed class AuditHeadJob(AuditTrail audit, MqttServer mqtt, SiteClock clock, IngestService ingest, ILogger<AuditHeadJob> logger)
    : UseCaseJob(ingest, logger)
{
    public const string Topic = "$facilities/audit/head";

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var head = await audit.HeadAsync(cancellationToken).ConfigureAwait(false);
        var message = JsonSerializer.SerializeToUtf8Bytes(new { head = head.ToString(), at = clock.NowUnixMs });
        mqtt.Publish(Topic, message, retain: true);
    }
}
