namespace Facilities.Operations.Tests.Notifications;

/// <summary>What a <see cref="ScriptedServer"/> does with one request.</summary>
/// <param name="Answer">Sent as it stands; then the connection is closed.</param>
/// <param name="Hang">Never answers.</param>
/// <param name="Until">Answers once this is done.</param>
internal sealed record Script(string Answer, bool Hang = false, Task? Until = null)
{
    public static Script Silence { get; } = new("", Hang: true);

    /// <summary>Half an answer, then the line is cut.</summary>
    public static Script CutInTheMiddle { get; } = new("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"errcode\":0,");
}
