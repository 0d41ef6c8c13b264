using Facilities.Storage.Relational.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Facilities.Ingest.Hosting;

/// <summary>Registers the keys of stored secrets and sign-in cookies.</summary>
internal static class KeyServices
{
    /// <summary>What encrypts stored secrets and signs cookies: in the data folder, or where several processes must read each other's, in the database.</summary>
    public static void AddFacilitiesKeys(this IServiceCollection services, FacilitiesSettings settings)
    {
        var keys = services.AddDataProtection().SetApplicationName("facilities");
        if (settings.ConnectionString is null)
        {
            keys.PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.Data.Path, "keys")));
            return;
        }

        services.AddSingleton<DatabaseKeys>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = provider.GetRequiredService<DatabaseKeys>()));
    }
}
