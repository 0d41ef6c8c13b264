namespace Facilities.Mqtt;

/// <summary>Is told about acknowledgements of <see cref="MqttClient.PostAsync"/>; for load generators.</summary>
public interface IMqttPublishObserver
{
    /// <summary>
    /// Called on the client's receive loop, in the order acknowledgements arrive; must be quick and not throw.
    /// </summary>
    /// <param name="tag">What the caller passed, for example a <see cref="System.Diagnostics.Stopwatch"/> timestamp.</param>
    /// <param name="reasonCode">The server's answer; always success in 3.1.1.</param>
    void Acknowledged(long tag, MqttReasonCode reasonCode);
}
