using System.Globalization;

namespace Facilities.Domain.Insurance;

/// <summary>A claim's number, e.g. <c>C-2026-0042</c>.</summary>
public static class ClaimNumber
{
    public static string Format(int year, int running) => string.Create(CultureInfo.InvariantCulture, $"C-{year:0000}-{running:0000}");
}
