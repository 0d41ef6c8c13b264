using System.Globalization;
using Spectre.Console;

namespace Facilities.Simulator.Commands;

/// <summary>Lines for the operator, the same under every locale.</summary>
internal static class Say
{
    public static void Line(FormattableString text) => AnsiConsole.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
