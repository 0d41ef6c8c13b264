using System.Net;
using Facilities.Mqtt;

namespace Facilities.Ingest.Tests.Pipeline;

internal sealed class FakeSession(object? state, string username = "device") : IMqttSessionContext
{
    public string ClientId => "client-1";

    public string? Username => username;

    public MqttProtocolVersion ProtocolVersion => MqttProtocolVersion.V500;

    public EndPoint? RemoteEndPoint => null;

    public object? State => state;
}
