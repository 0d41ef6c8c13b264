using Facilities.Ingest.Pipeline;
using Facilities.Mqtt;

namespace Facilities.Ingest.Hosting;

/// <summary>What the MQTT server asks us: who may connect, what becomes of a message, who may listen. Thread-safe.</summary>
internal sealed class IngestApplication(
    IntakePipeline pipeline, DeviceAuthenticator devices, LoginThrottle throttle, FacilitiesSettings settings, ILogger<IngestApplication> logger) : IMqttApplication
{
    public async ValueTask<MqttConnectDecision> ConnectAsync(MqttConnectRequest request, CancellationToken ct)
    {
        if (request.Username is null)
        {
            // A newcomer's first mosquitto_pub must work, but only from his own machine and only in the demo.
            return settings.Demo && request.IsLoopback
                ? MqttConnectDecision.Accept(new ClientGrant(site: null, asset: null, TimeProvider.System))
                : MqttConnectDecision.Refuse(MqttReasonCode.NotAuthorized);
        }

        if (!throttle.Admits(request.RemoteEndPoint, request.Username))
            return MqttConnectDecision.Refuse(MqttReasonCode.ConnectionRateExceeded, "Too many failed sign-ins; try again in a minute");
        var device = await devices.AuthenticateAsync(request.Username, request.Password ?? default, ct).ConfigureAwait(false);
        if (device is { } known)
        {
            var mqtt = settings.Mqtt;
            return MqttConnectDecision.Accept(new ClientGrant(known.SiteCode, known.AssetCode, TimeProvider.System)) with
            {
                Audience = known.SiteCode,
                MaximumPublishesPerSecond = known.AssetCode is not null ? mqtt.DevicePublishesPerSecond : known.SiteCode is not null ? mqtt.SitePublishesPerSecond : mqtt.GatewayPublishesPerSecond,
            };
        }

        throttle.Failed(request.RemoteEndPoint, request.Username);
        Log.DeviceRefused(logger, request.RemoteEndPoint);
        return MqttConnectDecision.Refuse(MqttReasonCode.BadUserNameOrPassword);
    }

    public ValueTask<MqttPublishDecision> PublishAsync(IMqttSessionContext session, in MqttPublish publish, CancellationToken ct) =>
        pipeline.PublishAsync(session, publish, ct);

    public bool MaySubscribe(IMqttSessionContext session, string filter) => session.State is ClientGrant grant && grant.MayRead(filter);

    public void Disconnected(IMqttSessionContext session, MqttDisconnectReason why)
    {
        // An open session is no proof that a sensor reports, so its end proves nothing either; a will says what the device wanted said.
    }
}
