using System.Threading.Tasks.Sources;

namespace Facilities.Mqtt;

/// <summary>
/// The awaitable of one <see cref="MqttClient.PublishAsync"/>, reused: it goes back to its pool when its result has been taken,
/// not before, so a fast reuse of a packet identifier can't disturb a slow awaiter.
/// </summary>
internal sealed class PublishCompletion(Action<PublishCompletion> recycle) : IValueTaskSource<MqttReasonCode>
{
    private ManualResetValueTaskSourceCore<MqttReasonCode> _source = new() { RunContinuationsAsynchronously = true };

    public ValueTask<MqttReasonCode> Task => new(this, _source.Version);

    public void Complete(MqttReasonCode code) => _source.SetResult(code);

    public void Fail(Exception exception) => _source.SetException(exception);

    public MqttReasonCode GetResult(short token)
    {
        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            _source.Reset();
            recycle(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _source.OnCompleted(continuation, state, token, flags);
}
