using System.Net;
using Facilities.Ingest.Hosting;

namespace Facilities.Dashboard.Pages.Intake;

/// <summary>Where devices connect over MQTT, as told to who sets one up.</summary>
/// <param name="Host">Host of <c>Notify:PublicUrl</c>, else the one this page was asked for.</param>
/// <param name="Port">Of the listener with TLS, if there is one.</param>
/// <param name="IsTls">Whether it speaks TLS.</param>
/// <param name="IsLocal">The listener answers this machine only.</param>
internal sealed record DeviceDoor(string Host, int Port, bool IsTls, bool IsLocal)
{
    /// <param name="page">Address of the page.</param>
    public static DeviceDoor Of(FacilitiesSettings settings, BoundEndpoints bound, Uri page)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(bound);
        var mqtt = settings.Mqtt;
        var host = (settings.Notify.PublicUrl ?? page).IdnHost;
        var isLocal = settings.Ingest.Hosted && IPAddress.IsLoopback(mqtt.Address);
        // With port 0 only the listener knows; without a listener of its own (a dashboard beside an ingest process) the options say.
        return mqtt.Tls is { } tls ? new DeviceDoor(host, bound.HasMqttTls ? bound.MqttTls.Port : tls.Port, true, isLocal)
            : new DeviceDoor(host, bound.HasMqtt ? bound.Mqtt.Port : mqtt.Port ?? 0, false, isLocal);
    }
}
