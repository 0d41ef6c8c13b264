using Facilities.Domain.Organisations;
using Facilities.Storage.Relational.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class AccessConfiguration : IEntityTypeConfiguration<AppUser>
{
    public void Configure(EntityTypeBuilder<AppUser> builder)
    {
        builder.Property(user => user.NameZh).HasMaxLength(100);
        builder.Property(user => user.NameEn).HasMaxLength(100);
        builder.Property(user => user.Locale).HasMaxLength(16);
        builder.Ignore(user => user.UserId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(user => user.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}
