using System.Globalization;
using Facilities.Dashboard.Localization;
using Facilities.Operations.Evidence.Packs;
using Facilities.Operations.Templates;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Format;

/// <summary>The pages' words for evidence packs. Instants are written as if long ago, with day and year: a pack must not say "today". Thread-safe.</summary>
internal static class PackVocabulary
{
    public static PackWords Of(IServiceProvider services)
    {
        var terms = services.GetRequiredService<IStringLocalizer<TermText>>();
        var (claims, papers) = (services.GetRequiredService<IStringLocalizer<ClaimText>>(), services.GetRequiredService<IStringLocalizer<ComplianceText>>());
        var format = new DisplayFormat(services.GetRequiredService<IStringLocalizer<FormatText>>(), new LongAgo(), SiteZone.Default);
        var sentences = new Terms(terms, format, services.GetRequiredService<AssetTemplateCatalog>());
        return new PackWords(
            (culture, text) => In(culture, () => sentences.Say(text)),
            (culture, key) => In(culture, () => (key[..key.IndexOf('.', StringComparison.Ordinal)] switch
            {
                "cover" => claims[key],
                "moment" => claims["timeline" + key["moment".Length..]],
                "claimState" => claims["state" + key["claimState".Length..]],
                "claimAction" => claims["action" + key["claimAction".Length..]],
                "paper" => papers[key],
                _ => terms[key],
            }).Value));
    }

    /// <summary>Localizers read the thread's language; nothing is awaited in between.</summary>
    private static string In(CultureInfo culture, Func<string> say)
    {
        var (own, ownUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
        try
        {
            return say();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (own, ownUi);
        }
    }

    private sealed class LongAgo : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
