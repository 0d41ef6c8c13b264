namespace Facilities.Simulator.Commands;

/// <summary>What a script can tell from a command's end; the same numbers as the service's commands.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>It ran and failed: connection lost, messages missing, rows unreadable.</summary>
    public const int Failure = 1;

    /// <summary>The command line, a plan, a map or a recording is wrong; nothing was sent.</summary>
    public const int Usage = 2;

    /// <summary>Ended by Ctrl-C.</summary>
    public const int Cancelled = 130;
}
