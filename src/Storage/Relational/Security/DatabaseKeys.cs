using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Storage.Relational.Security;

/// <summary>Keeps the data protection's keys in the database, so that what one process encrypts another can read. Thread-safe.</summary>
public sealed class DatabaseKeys(IDbContextFactory<FacilitiesDb> databases) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.CreateDbContext();
        return [.. db.ProtectionKeys.AsNoTracking().OrderBy(key => key.Id).Select(key => key.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        using var db = databases.CreateDbContext();
        db.ProtectionKeys.Add(new ProtectionKey { Name = friendlyName ?? "", Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
