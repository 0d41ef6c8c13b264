namespace Facilities.Mqtt.Tests;

internal static class MessageText
{
    public static string Text(this MqttMessage message) => System.Text.Encoding.UTF8.GetString(message.Payload.Span);
}
