using System.Globalization;

namespace Facilities.Domain.Insurance;

/// <summary>Names of loss events: one event is one claim per cover, however often it is seen.</summary>
public static class LossKeys
{
    /// <summary>What a trigger found while a fault was open, by when it began.</summary>
    public static string Trigger(string rule, FaultId fault, DateTimeOffset from) => string.Create(CultureInfo.InvariantCulture, $"{rule}:{fault.Value}:{from.ToUnixTimeMilliseconds()}");

    /// <summary>The n-th entrapment of a fault.</summary>
    public static string Entrapment(FaultId fault, int number) => string.Create(CultureInfo.InvariantCulture, $"entrapment:{fault.Value}:{number}");
}
