namespace Facilities.Domain.Models;

/// <summary>How much a model is believed: by its shadow before it may alarm, by people's marks afterwards. Pure.</summary>
public static class ModelTrust
{
    /// <summary>Alarms that the first model of an asset may have raised in its shadow; a later one no more than the one it replaces.</summary>
    public const int MostFirstAlarms = 1;

    /// <summary>A mark never moves the limit below: there every asset would alarm by chance.</summary>
    public const double LeastLimit = 5;

    /// <summary>A mark never moves the limit above: there nothing would be found in time.</summary>
    public const double MostLimit = 15;

    private const int FalseUntilDistrust = 2;
    private const double FalseRaises = 1.15;
    private const double RealLowers = 0.95;

    /// <param name="alarms">Raised in its shadow while no fault of the asset was known.</param>
    /// <param name="others">Raised by the active one in the same time; null: there is none.</param>
    public static bool MayAlarm(int alarms, int? others) => alarms <= (others ?? MostFirstAlarms);

    /// <summary>The trained limit, moved by marks: a false alarm raises it by 15 %, a real fault lowers it by 5 %.</summary>
    public static double LimitOf(double trained, int real, int falseAlarms) =>
        Math.Clamp(trained * Math.Pow(FalseRaises, falseAlarms) * Math.Pow(RealLowers, real), LeastLimit, MostLimit);

    /// <summary>Back to the shadow: two false alarms, and never right.</summary>
    public static bool IsDistrusted(int real, int falseAlarms) => real == 0 && falseAlarms >= FalseUntilDistrust;
}
