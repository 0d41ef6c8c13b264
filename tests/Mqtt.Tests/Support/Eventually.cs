namespace Facilities.Mqtt.Tests;

/// <summary>Waits for what other threads do, and gives up after a while.</summary>
internal static class Eventually
{
    /// <summary>Much longer than anything here takes, even on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!condition())
        {
            if (Environment.TickCount64 > deadline)
                throw new TimeoutException("Never happened: " + what);
            await Task.Delay(5);
        }
    }

    public static string Text(this MqttMessage message) => System.Text.Encoding.UTF8.GetString(message.Payload.Span);
}
