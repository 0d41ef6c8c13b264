namespace Facilities.Mqtt;

/// <summary>The send and keep-alive loops, and the one way a connection ends.</summary>
public sealed partial class MqttClient
{
    private long _lastSent;
    private long _lastReceived;
    private bool _inHandler;
    private MqttProtocolException? _endWhenSent;

    private async Task SendLoopAsync()
    {
        try
        {
            while (true)
            {
                await _sendWakeUp.WaitAsync().ConfigureAwait(false);
                while (SwapBuffers())
                {
                    await _stream!.WriteAsync(_sending.Written, _stop.Token).ConfigureAwait(false);
                    Volatile.Write(ref _lastSent, _time.GetTimestamp());
                    _sending.Clear();
                }

                if (_isEnded)
                    return;
                if (_disconnecting)
                {
                    End(_endWhenSent);
                    return;
                }
            }
        }
        catch (Exception e)
        {
            End(ConnectionLost(e));
        }
    }

    /// <summary>Takes what there is to send and makes room for more; false when there is nothing.</summary>
    private bool SwapBuffers()
    {
        TaskCompletionSource? room = null;
        lock (_gate)
        {
            if (_unsent.Length == 0 || _isEnded)
                return false;
            (_unsent, _sending) = (_sending, _unsent);
            if (_window.InFlight < _window.Size)
                room = TakeRoom();
        }

        room?.TrySetResult();
        return true;
    }

    /// <summary>Pings when nothing was sent, and gives up when nothing comes back.</summary>
    private async Task KeepAliveLoopAsync(TimeSpan keepAlive)
    {
        try
        {
            // Half the interval: a ping is then never later than the server's 1.5 × keep alive, whatever the timer's mood.
            using var timer = new PeriodicTimer(keepAlive / 2, _time);
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                var quiet = _time.GetElapsedTime(Volatile.Read(ref _lastReceived));
                if (quiet > keepAlive + _options.Timeout && !Volatile.Read(ref _inHandler))
                {
                    End(new MqttConnectionException($"The server has been silent for {quiet}", MqttReasonCode.KeepAliveTimeout));
                    return;
                }

                if (_time.GetElapsedTime(Volatile.Read(ref _lastSent)) >= keepAlive / 2 || quiet >= keepAlive / 2)
                    Send(new MqttPingReqPacket());
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ended.
        }
    }

    /// <summary>Appends a packet that isn't counted against the in-flight window.</summary>
    private void Send(MqttPacket packet)
    {
        lock (_gate)
        {
            if (_isEnded)
                return;
            MqttPacketEncoder.Encode(_unsent, packet, _options.ProtocolVersion);
        }

        _sendWakeUp.Set();
    }

    /// <summary>Ends the connection once; null = as asked for.</summary>
    private void End(Exception? why)
    {
        List<PublishCompletion> waiting;
        List<TaskCompletionSource<MqttPacket>> answers;
        TaskCompletionSource? room;
        lock (_gate)
        {
            if (_isEnded)
                return;
            _isEnded = true;
            _isConnected = false;
            _endedBy = why;
            waiting = _window.EndAll();
            answers = [.. _answers.Values];
            _answers.Clear();
            room = TakeRoom();
        }

        _stop.Cancel();
        _socket?.Dispose();
        _stream?.Dispose();
        _sendWakeUp.Set();
        var failure = EndedException();
        foreach (var completion in waiting)
            completion.Fail(failure);
        foreach (var answer in answers)
            answer.TrySetException(failure);
        room?.TrySetResult();
        _connAck.TrySetException(failure);
        _ = _connAck.Task.Exception;
        if (why is null)
            _ended.TrySetResult();
        else
            _ended.TrySetException(why);
        // Not everybody looks at Completion; that shall not count as an unobserved exception.
        _ = _ended.Task.Exception;
    }

    private MqttConnectionException EndedException() => _endedBy switch
    {
        null => new MqttConnectionException("The connection is closed"),
        MqttConnectionException e => new MqttConnectionException(e.Message, e.ReasonCode, e),
        { } e => new MqttConnectionException("The connection ended: " + e.Message, (e as MqttProtocolException)?.ReasonCode, e),
    };

    private static Exception ConnectionLost(Exception e) => e switch
    {
        MqttConnectionException or MqttProtocolException => e,
        _ => new MqttConnectionException("The connection was lost: " + e.Message, null, e),
    };

    /// <summary>Under the lock: the waiters to release, if any.</summary>
    private TaskCompletionSource? TakeRoom()
    {
        var room = _room;
        _room = null;
        return room;
    }
}
